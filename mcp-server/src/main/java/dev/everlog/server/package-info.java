/**
 * The process: command line, wiring, and the protocol over stdio and HTTP. Start reading at {@link
 * dev.everlog.server.Main}, then {@code McpEndpoint}, {@code StdioServer}, {@code HttpServer}.
 */
@NullMarked
package dev.everlog.server;

import org.jspecify.annotations.NullMarked;
