package dev.everlog.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog demo}: a memory at work before one's eyes, and a server to look around in afterwards. */
@Command(
        name = "demo",
        description =
                "Remembers, recalls, corrects and recalls as of before, then serves what it made.")
final class DemoCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Mixin private final HttpOptions listen = new HttpOptions();

    @Option(names = "--once", description = "end after the show")
    private boolean once;

    private final PrintStream answers;

    DemoCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = data.isDirectoryChosen() ? data.config() : fresh(data.config());
        try (var wiring = Wiring.of(config, "demo");
                var server = start(wiring, listen.config(data), config.data())) {
            new Demo(wiring.endpoint(), answers).play();
            invite(server.address(), config);
            if (!once) {
                answers.println("\nServing until Ctrl-C.");
                server.await();
            }
        }
        return 0;
    }

    /** Opens the memory first: nothing is shown or served of one that cannot be used. */
    private static HttpServer start(Wiring wiring, HttpConfig config, Path data) {
        wiring.memory().get();
        return HttpServer.start(wiring, config, new Administration(data, null, List.of()));
    }

    /** A show in a memory that somebody uses would leave a bakery in it. */
    private static ServerConfig fresh(ServerConfig config) {
        String name =
                "demo-"
                        + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
                                .format(LocalDateTime.now(ZoneId.systemDefault()));
        return new ServerConfig(config.data().resolve(name), config.durability(), config.project());
    }

    private void invite(String address, ServerConfig config) {
        answers.println("\nLook at it:  " + address + "/health");
        answers.println("             " + address + "/api/v1/nodes");
        answers.println("             in " + config.data());
        answers.println("\nUse it from your client (all of them may share one memory):");
        for (ClientKind client : ClientKind.values()) {
            answers.println(line(client, address));
        }
    }

    private static String line(ClientKind client, String address) {
        String launcher = System.getProperty(PrintConfigCommand.LAUNCHER, "everlog");
        String how =
                client == ClientKind.CLAUDE_CODE_CLI
                        ? client.overHttp(address).orElseThrow().strip()
                        : launcher + " print-config --client " + client;
        return "  %-16s %s".formatted(client, how);
    }
}
