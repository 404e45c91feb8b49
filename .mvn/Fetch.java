import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What mvnw cannot do with every shell: {@code java Fetch.java URL FILE} and {@code java Fetch.java --check FILE SHA512}. */
class Fetch {
    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("--check")) {
            check(Path.of(args[1]), args[2]);
        } else if (args.length == 2) {
            fetch(URI.create(args[0]), Path.of(args[1]));
        } else {
            fail("usage: Fetch.java URL FILE | Fetch.java --check FILE SHA512");
        }
    }

    private static void fetch(URI from, Path to) {
        try {
            var connection = from.toURL().openConnection();
            connection.setConnectTimeout(30_000);
            connection.setReadTimeout(60_000);
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            fail("cannot fetch " + from + ": " + e);
        }
    }

    private static void check(Path file, String wanted) throws Exception {
        var digest = MessageDigest.getInstance("SHA-512");
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(wanted)) {
            fail("wrong SHA-512 of " + file.getFileName() + ": found " + found + ", wanted " + wanted);
        }
    }

    private static void fail(String message) {
        System.err.println("mvnw: " + message);
        System.exit(1);
    }
}
