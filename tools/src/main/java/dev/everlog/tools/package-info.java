/**
 * The tools an agent calls, without any protocol: {@link dev.everlog.tools.ToolCatalog} lists them, {@link
 * dev.everlog.tools.ToolDispatcher} is the one way in.
 */
@NullMarked
package dev.everlog.tools;

import org.jspecify.annotations.NullMarked;
