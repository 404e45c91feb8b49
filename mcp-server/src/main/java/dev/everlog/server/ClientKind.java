package dev.everlog.server;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The clients whose configuration is known here, each with its words for the same few things. */
enum ClientKind {
    CLAUDE_DESKTOP("mcpServers", "", ""),
    CLAUDE_CODE("mcpServers", "url", "/mcp"),
    CLAUDE_CODE_CLI("", "", "/mcp"),
    CURSOR("mcpServers", "url", "/sse"),
    WINDSURF("mcpServers", "serverUrl", "/sse"),
    VSCODE("servers", "url", "/mcp");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String servers;
    private final String url;
    private final String path;

    /**
     * @param servers name of the object that lists servers
     * @param url name of the member with the address
     * @param path of the transport that this client speaks
     */
    ClientKind(String servers, String url, String path) {
        this.servers = servers;
        this.url = url;
        this.path = path;
    }

    /** As on the command line, for instance {@code claude-code}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A configuration with which the client starts the server itself. */
    String overStdio(String launcher) {
        if (this == CLAUDE_CODE_CLI) {
            return "claude mcp add --scope user everlog -- " + quoted(launcher) + "\n";
        }
        ObjectNode server = JSON.createObjectNode();
        if (this == VSCODE || this == CLAUDE_CODE) {
            server.put("type", "stdio");
        }
        server.put("command", launcher).putArray("args").add("serve");
        return file(server);
    }

    /** A configuration for a server that listens, or nothing for a client that cannot connect to one. */
    Optional<String> overHttp(String address) {
        if (this == CLAUDE_CODE_CLI) {
            return Optional.of(
                    "claude mcp add --scope user --transport http everlog "
                            + address
                            + path
                            + "\n");
        }
        if (url.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode server = JSON.createObjectNode();
        if (this == VSCODE || this == CLAUDE_CODE) {
            server.put("type", "http");
        }
        return Optional.of(file(server.put(url, address + path)));
    }

    private String file(ObjectNode server) {
        ObjectNode file = JSON.createObjectNode();
        file.putObject(servers).set("everlog", server);
        return JSON.writeValueAsString(file) + "\n";
    }

    private static String quoted(String path) {
        return path.matches("[\\w./:\\\\-]+") ? path : "\"" + path + "\"";
    }
}
