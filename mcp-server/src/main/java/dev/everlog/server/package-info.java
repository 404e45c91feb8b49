/// The process: command line, wiring, stdio and HTTP.
@NullMarked
package dev.everlog.server;

import org.jspecify.annotations.NullMarked;
