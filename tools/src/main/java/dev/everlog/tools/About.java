package dev.everlog.tools;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a client is told about the tool that a record is. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface About {
    /** For people, a few words. */
    String title();

    Effect effect();

    /** For the model: what it does and when to call it. Every token of it is paid by every conversation. */
    String value();

    /** Arguments of a call that works on any memory, as JSON; shown in errors and run by the contract test. */
    String example();
}
