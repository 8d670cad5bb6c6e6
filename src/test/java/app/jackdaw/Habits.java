package app.jackdaw;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What classes do, in words that rules can be made of. Calls and method references count alike. */
final class Habits {

    private Habits() {}

    static ArchCondition<JavaClass> access(String what, Predicate<JavaAccess<?>> bad) {
        return condition(
                "use " + what,
                (type, found) ->
                        type.getAccessesFromSelf().stream()
                                .filter(bad)
                                .forEach(access -> found.say(access.getDescription())));
    }

    /** For positive rules: a dependency is a violation. */
    static ArchCondition<JavaClass> dependOnNo(String what, BiPredicate<JavaClass, JavaClass> bad) {
        return new ArchCondition<>("depend on no " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (bad.test(dependency.getOriginClass(), dependency.getTargetClass())) {
                        events.add(
                                SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    static ArchCondition<JavaClass> synchronizedMethod() {
        return condition(
                "have synchronized methods",
                (type, found) -> {
                    for (JavaMethod method : type.getMethods()) {
                        if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
                            found.say(method.getFullName());
                        }
                    }
                });
    }

    static ArchCondition<JavaClass> staticVariable() {
        return condition(
                "have static fields that are not final",
                (type, found) -> {
                    for (JavaField field : type.getFields()) {
                        Set<JavaModifier> modifiers = field.getModifiers();
                        if (modifiers.contains(JavaModifier.STATIC)
                                && !modifiers.contains(JavaModifier.FINAL)
                                && !modifiers.contains(JavaModifier.SYNTHETIC)) {
                            found.say(field.getFullName());
                        }
                    }
                });
    }

    static boolean isMember(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTargetOwner().isEquivalentTo(owner)
                && List.of(names).contains(access.getTarget().getName());
    }

    static boolean hasNoParameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().isEmpty();
    }

    static boolean isClockOrSleep(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean given =
                access.getTarget() instanceof CodeUnitAccessTarget unit
                        && unit.getRawParameterTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(Clock.class));
        boolean now = owner.getPackageName().startsWith("java.time") && name.equals("now");
        return (now && !given)
                || isMember(access, System.class, "currentTimeMillis", "nanoTime")
                || (owner.isAssignableTo(Thread.class) && name.equals("sleep"))
                || isMember(access, TimeUnit.class, "sleep")
                || isMember(access, LockSupport.class, "parkNanos", "parkUntil")
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("tick"))
                || isMember(access, InstantSource.class, "system")
                || (isMember(access, Date.class, "<init>") && hasNoParameters(access))
                || isMember(access, Timer.class, "<init>");
    }

    /** Records, interfaces, enums and exceptions, and what stands inside such a type. */
    static DescribedPredicate<JavaClass> factOrPort() {
        return describe(
                "are records, interfaces, enums or exceptions",
                type ->
                        type.isRecord()
                                || type.isInterface()
                                || type.isEnum()
                                || type.isAssignableTo(Throwable.class)
                                || type.getEnclosingClass().filter(JavaClass::isEnum).isPresent());
    }

    /** For rules with {@code noClasses}, where an event that holds is the violation. */
    private static ArchCondition<JavaClass> condition(String what, Search search) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                search.in(
                        type,
                        message ->
                                events.add(
                                        SimpleConditionEvent.satisfied(
                                                type,
                                                message + " in " + type.getSourceCodeLocation())));
            }
        };
    }

    @FunctionalInterface
    private interface Search {
        void in(JavaClass type, Found found);
    }

    @FunctionalInterface
    private interface Found {
        void say(String message);
    }
}
