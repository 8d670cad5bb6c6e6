/**
 * The open platform and nothing else: identities and their access tokens, pacing, the error
 * catalogue, one class per endpoint family. {@link app.jackdaw.feishu.Feishu} is the front door.
 * Everything here blocks and runs on any thread.
 */
package app.jackdaw.feishu;
