package dev.everlog.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The name above the commands. Without one the server is meant, see {@link Main}. */
@Command(
        name = "everlog",
        description = "A memory for agents, spoken over MCP. Without a command: everlog serve.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = EverlogCommand.AsVersion.class)
final class EverlogCommand {
    /** The form in which picocli wants it. */
    static final class AsVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"everlog " + Version.TEXT};
        }
    }
}
