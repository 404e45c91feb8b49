/// What an agent can call: one record per tool.
@NullMarked
package dev.everlog.tools;

import org.jspecify.annotations.NullMarked;
