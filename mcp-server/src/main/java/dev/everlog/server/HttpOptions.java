package dev.everlog.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that listen. Not thread-safe: filled by the command line. */
final class HttpOptions {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "address to listen on (default: 127.0.0.1)")
    private String host = HttpConfig.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port to listen on (default: 3900; 0: a free one)")
    private int port = HttpConfig.DEFAULT_PORT;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "what clients must send as Authorization: Bearer (or EVERLOG_TOKEN, which ps does not show)")
    private @Nullable String token;

    @Option(
            names = "--backup-to",
            paramLabel = "DIR",
            description = "where POST /api/v1/admin/backup puts backups (default: it makes none)")
    private @Nullable Path backups;

    /** What is in force, and what set it; never the token itself. */
    List<Setting> settings(DataOptions environment) {
        return List.of(
                Setting.of("--host", host, !host.equals(HttpConfig.DEFAULT_HOST)),
                Setting.of("--port", Integer.toString(port), port != HttpConfig.DEFAULT_PORT),
                Setting.of(
                        "--token",
                        token == null ? null : "set",
                        "EVERLOG_TOKEN",
                        environment.variable("EVERLOG_TOKEN") == null ? null : "set",
                        "none"),
                Setting.of(
                        "--backup-to",
                        backups == null ? "none" : backups.toString(),
                        backups != null));
    }

    /** The commands that can be called over HTTP. */
    Administration administration(DataOptions data) {
        List<Setting> all = new ArrayList<>(data.settings());
        all.addAll(settings(data));
        return new Administration(
                data.config().data(), backups == null ? null : backups.toAbsolutePath(), all);
    }

    HttpConfig config(DataOptions environment) {
        return new HttpConfig(
                host, port, token != null ? token : environment.variable("EVERLOG_TOKEN"));
    }
}
