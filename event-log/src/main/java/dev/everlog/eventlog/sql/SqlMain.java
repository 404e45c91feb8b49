package dev.everlog.eventlog.sql;

import dev.everlog.eventlog.Position;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process in which DuckDB runs: it can be killed, and the server that started it goes on. It ends with its server,
 * whose end closes stdin, at once and whatever it is doing; and when nobody has asked it for a while. It
 * needs Everlog's event-log and DuckDB on its class path and nothing else.
 */
public final class SqlMain {
    private static final int WELL = 0;
    private static final int FAILED = 1;

    private final Engine engine;
    private final DataOutputStream out;

    /** Why the events could not be read in: without them no answer is true. */
    private @Nullable SQLException incomplete;

    private SqlMain(Engine engine, DataOutputStream out) {
        this.engine = engine;
        this.out = out;
    }

    /**
     * Serves the process that started this one.
     *
     * @param args the milliseconds without a message after which it ends
     */
    public static void main(String[] args) throws Exception {
        var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err); // what else is printed must not look like an answer
        var messages = new ArrayBlockingQueue<byte[]>(1);
        Thread.ofPlatform().daemon().name("server").start(() -> receive(messages));
        var child = new SqlMain(new Engine(), out);
        Wire.send(out, new byte[] {Wire.OK});
        long idle = Long.parseLong(args[0]);
        byte[] message = messages.poll(idle, TimeUnit.MILLISECONDS);
        while (message != null) {
            child.take(message);
            message = messages.poll(idle, TimeUnit.MILLISECONDS);
        }
        Runtime.getRuntime().halt(WELL);
    }

    /** In a thread of its own, which sees the end of the server while a query runs. */
    private static void receive(BlockingQueue<byte[]> messages) {
        var in =
                new DataInputStream(
                        new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        int code = WELL;
        try {
            while (true) {
                messages.put(Wire.receive(in));
            }
        } catch (IOException e) {
            // the server has ended
        } catch (InterruptedException e) {
            code = FAILED;
        }
        Runtime.getRuntime().halt(code);
    }

    private void take(byte[] message) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(message));
        int kind = in.readByte();
        if (kind == Wire.ROWS) {
            add(in);
            return;
        }
        var answer = new ByteArrayOutputStream();
        try {
            answer(kind, in, new DataOutputStream(answer));
        } catch (SQLException e) {
            answer.reset();
            refuse(String.valueOf(e.getMessage()), new DataOutputStream(answer));
        } catch (Engine.AnswerTooLargeException e) {
            answer.reset();
            refuse(Words.TOO_LARGE + e.getMessage(), new DataOutputStream(answer));
        }
        Wire.send(out, answer.toByteArray());
    }

    private void add(DataInputStream in) throws IOException {
        try {
            if (incomplete == null) {
                engine.add(in);
            }
        } catch (SQLException e) {
            incomplete = e;
        }
    }

    private void answer(int kind, DataInputStream in, DataOutputStream answer)
            throws IOException, SQLException {
        if (kind == Wire.PARSE) {
            String parsed = engine.parsed(Wire.text(in));
            answer.writeByte(Wire.OK);
            Wire.text(answer, parsed);
            return;
        }
        if (incomplete != null) {
            throw incomplete;
        }
        var bounds = new SqlBounds(new Position(in.readLong()), Wire.optional(in), Wire.longs(in));
        var query = new SqlQuery(Wire.text(in), Wire.parameters(in), in.readInt(), in.readInt());
        var table = engine.query(query, bounds, in.readLong());
        answer.writeByte(Wire.OK);
        Wire.texts(answer, table.columns());
        Wire.texts(answer, table.rows());
    }

    private static void refuse(String message, DataOutputStream answer) throws IOException {
        answer.writeByte(Wire.REFUSED);
        Wire.text(answer, message);
    }
}
