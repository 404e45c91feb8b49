package dev.everlog.tools;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call answers.
 *
 * @param text for the model, within the call's token budget; of a failure: code, message, hint, retryable as lines
 * @param isError the tool failed, and the text says what to do
 * @param structured everything the text holds, as JSON; of a failure: {@code {code, message, hint?, retryable}}
 */
public record ToolResult(String text, boolean isError, @Nullable ObjectNode structured) {}
