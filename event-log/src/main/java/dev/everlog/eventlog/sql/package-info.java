/**
 * SQL over the log: the only place for DuckDB. {@link dev.everlog.eventlog.sql.EventSql} is what a server holds; {@link
 * dev.everlog.eventlog.sql.SqlMain} is the process in which DuckDB runs, and nothing else of the server.
 */
@NullMarked
package dev.everlog.eventlog.sql;

import org.jspecify.annotations.NullMarked;
