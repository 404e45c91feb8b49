package dev.everlog.server;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code everlog config}: what a server that is started like this would run with. */
@Command(
        name = "config",
        description =
                "Prints every setting, its value, and where that comes from. Give the options that you give to serve.")
final class ConfigCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Mixin private final HttpOptions listen = new HttpOptions();

    @Mixin private final ToolOptions tools = new ToolOptions();

    private final PrintStream answers;

    ConfigCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() {
        List<Setting> settings = new ArrayList<>(data.settings());
        settings.addAll(listen.settings(data));
        settings.addAll(tools.settings(data));
        settings.add(
                new Setting(
                        "java",
                        Runtime.version() + " in " + System.getProperty("java.home"),
                        "bin/find-jdk"));
        settings.add(
                new Setting(
                        "java options",
                        String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()),
                        "bin/jvm.options, EVERLOG_JAVA_OPTS, bin/everlog"));
        settings.forEach(each ->
                answers.printf("%-15s %s   (%s)%n", each.name(), each.value(), each.source()));
        return 0;
    }
}
