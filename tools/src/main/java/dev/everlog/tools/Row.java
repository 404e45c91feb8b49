package dev.everlog.tools;

/**
 * One row of a list: a record whose components are the structured form.
 *
 * @param <R> itself
 */
interface Row<R extends Row<R>> {
    /** One line; stored text is {@link Quoted}. */
    String line();

    /** Position of the event that brought what the row tells of a memory or node; 0 for a row of something else. */
    default long served() {
        return 0;
    }

    /** The same with its stored text cut, for a row that would fill an answer alone. */
    R shortened(int characters);
}
