package app.jackdaw.practice;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Trouble to order, for tests; none unless asked for. Any thread. */
public final class PracticeFaults {

    private final AccessTokens accessTokens;
    private final LinkRegister links;
    private final Queue<ScriptedAnswer> tokenAnswers = new ConcurrentLinkedQueue<>();
    private final Queue<ScriptedAnswer> linkAnswers = new ConcurrentLinkedQueue<>();
    private final Set<String> leftOut = ConcurrentHashMap.newKeySet();
    private volatile int expiredLinkStatus = 403;
    private volatile boolean appStopped;

    PracticeFaults(AccessTokens accessTokens, LinkRegister links) {
        this.accessTokens = accessTokens;
        this.links = links;
    }

    /** The next calls for an access token are answered with these, one each. */
    public void answerTokenCallsWith(ScriptedAnswer... answers) {
        tokenAnswers.addAll(List.of(answers));
    }

    /** The next calls for links are answered with these, one each, whatever they ask. */
    public void answerLinkCallsWith(ScriptedAnswer... answers) {
        linkAnswers.addAll(List.of(answers));
    }

    /** Good answers lack this token from now on, without a word. */
    public void leaveOut(String fileToken) {
        leftOut.add(fileToken);
    }

    public void leaveOutNoLonger(String fileToken) {
        leftOut.remove(fileToken);
    }

    /** Access tokens given so far are worth nothing; the next call for one gets a new one. */
    public void revokeAccessTokens() {
        accessTokens.revokeAll();
    }

    /** Links given so far answer as expired ones do. */
    public void revokeLinks() {
        links.revokeAll();
    }

    /**
     * Changes what an expired link answers.
     *
     * @param status 403 unless told otherwise, 400 and 401 have been seen too
     */
    public void expiredLinkStatus(int status) {
        expiredLinkStatus = status;
    }

    /** No new access tokens from now on: code 10014. */
    public void stopApp() {
        appStopped = true;
    }

    @Nullable ScriptedAnswer nextTokenAnswer() {
        return tokenAnswers.poll();
    }

    @Nullable ScriptedAnswer nextLinkAnswer() {
        return linkAnswers.poll();
    }

    boolean leavesOut(String fileToken) {
        return leftOut.contains(fileToken);
    }

    int expiredLinkStatus() {
        return expiredLinkStatus;
    }

    boolean isAppStopped() {
        return appStopped;
    }
}
