package dev.everlog.tools;

/**
 * One row of a list: a record whose components are the structured form.
 *
 * @param <R> itself
 */
interface Row<R extends Row<R>> {
    /** One line; stored text is {@link Quoted}. */
    String line();

    /** The same with its stored text cut, for a row that would fill an answer alone. */
    R shortened(int characters);
}
