package app.jackdaw;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Excuses a class from one rule of the architecture test, and says why. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Waiver {

    /** The rule's name as the architecture test prints it. */
    String rule();

    /** The reason. */
    String value();
}
