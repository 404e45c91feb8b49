package dev.everlog.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator asks for on the command line, over HTTP: {@code GET /api/v1/admin/{verify,digest,doctor,config}}
 * and {@code POST /api/v1/admin/{backup,compact}}. Each but {@code config} is the command itself in a process of its own:
 * two logs of one process on one directory would take each other's locks away. No part of a command line comes from the
 * request. Thread-safe.
 */
final class Administration {
    private static final String PATH = "/api/v1/admin/";

    private final Path data;
    private final @Nullable Path backups;
    private final List<Setting> settings;

    /** Each reads the whole log: two would only be slower. */
    private final Semaphore turn = new Semaphore(1);

    /**
     * Starts nothing.
     *
     * @param data directory of the memory that is served
     * @param backups directory that backups go to, or null: then none are made
     * @param settings of this server
     */
    Administration(Path data, @Nullable Path backups, List<Setting> settings) {
        this.data = data;
        this.backups = backups;
        this.settings = List.copyOf(settings);
    }

    void routes(RoutesConfig routes) {
        routes.get(PATH + "config", this::config);
        routes.get(PATH + "verify", request -> run(request, "verify", "--json"));
        routes.get(PATH + "digest", request -> run(request, "digest"));
        routes.get(PATH + "doctor", request -> run(request, "doctor", "--json"));
        routes.post(PATH + "compact", request -> run(request, "compact"));
        routes.post(PATH + "backup", this::backup);
    }

    private void config(Context request) {
        if (isForeign(request)) {
            return;
        }
        var rows = JsonNodeFactory.instance.arrayNode();
        for (Setting setting : settings) {
            rows.addObject()
                    .put("name", setting.name())
                    .put("value", setting.value())
                    .put("source", setting.source());
        }
        request.contentType("application/json").result(rows.toString());
    }

    private void backup(Context request) throws InterruptedException {
        if (backups == null) {
            refuse(
                    request,
                    HttpServletResponse.SC_CONFLICT,
                    "this server has no place for backups: start it with --backup-to DIR");
        } else {
            run(request, "backup", "--to", backups.toString());
        }
    }

    /** A page cannot read what it asks for in an image's place, which has no Origin; but asking costs us. */
    private static boolean isForeign(Context request) {
        String site = request.header("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign) {
            refuse(request, HttpServletResponse.SC_FORBIDDEN, "pages may not call this path");
        }
        return foreign;
    }

    private void run(Context request, String command, String... options)
            throws InterruptedException {
        if (isForeign(request)) {
            return;
        }
        if (!turn.tryAcquire()) {
            refuse(
                    request,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "another of these is running: ask again when it has ended");
            return;
        }
        try {
            List<String> line = new ArrayList<>();
            line.add(System.getProperty(PrintConfigCommand.LAUNCHER, "everlog"));
            line.add(command);
            line.addAll(List.of("--data", data.toString()));
            line.addAll(List.of(options));
            answer(request, command, Ended.of(line));
        } catch (IOException e) {
            refuse(
                    request,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "the command cannot be started: start the server with bin/everlog");
        } finally {
            turn.release();
        }
    }

    /** What is told on standard output is the answer, whatever the exit code; without it there is a problem only. */
    private static void answer(Context request, String command, Ended ended) {
        if (ended.answer.isBlank()) {
            int status =
                    switch (ended.code) {
                        case ExitCode.FAILED -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
                        case ExitCode.MISUSED -> HttpServletResponse.SC_CONFLICT;
                        default -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
                    };
            refuse(request, status, ended.complaint.strip());
            return;
        }
        ObjectNode body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("command", command)
                        .put("exit_code", ended.code);
        body.set("answer", json(ended.answer));
        request.contentType("application/json").result(body.toString());
    }

    private static JsonNode json(String answer) {
        try {
            return JsonMapper.shared().readTree(answer);
        } catch (JacksonException e) {
            var lines = JsonNodeFactory.instance.arrayNode();
            answer.lines().forEach(lines::add);
            return lines;
        }
    }

    private static void refuse(Context request, int status, String detail) {
        Problem problem = Problem.of(status, detail).orElseThrow();
        request.status(status).contentType(Problem.CONTENT_TYPE).result(problem.body().toString());
    }

    /** A process that has ended, and what it said. */
    private record Ended(int code, String answer, String complaint) {
        static Ended of(List<String> line) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(line).start();
            process.getOutputStream().close();
            var complaint = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
            String answer = text(process.inputReader());
            try {
                return new Ended(process.waitFor(), answer, complaint.get());
            } catch (ExecutionException e) {
                throw new IOException("what the command says cannot be read", e);
            }
        }

        private static String text(BufferedReader lines) {
            return lines.lines().collect(Collectors.joining("\n"));
        }
    }
}
