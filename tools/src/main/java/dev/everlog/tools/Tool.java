package dev.everlog.tools;

/**
 * A tool is a record: its components are the parameters, named in snake case as the record itself is; {@link About} and
 * {@link Doc} describe them; {@link #run} is the meaning. The families are in the order in which tools are listed, and
 * so are the records in a family.
 *
 * @param <A> what it answers
 */
sealed interface Tool<A extends Answer>
        permits LogTool,
                SchemaTool,
                EventReadTool,
                StateTool,
                InsightTool,
                SessionTool,
                EventWriteTool,
                MemoryTool,
                GraphTool,
                ProjectionTool {
    /** Reads or writes the memory of the call's session; ten lines at most. */
    A run(Call call);
}
