package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshot.Place;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The form of a snapshot. Every byte is under a checksum or has one possible value. Numbers are big-endian, texts are
 * as {@link DataOutputStream#writeUTF} has them.
 *
 * <pre>
 *   0  magic "EVLS"                          4
 *   4  format version, 1                     4
 *   8  the sections, without gaps
 *   t  position                              8
 *      hash                                  text
 *      number of sections                    4
 *      of each: name                         text
 *               version                      4
 *               length                       8
 *               CRC32C                       4
 * n-12 t                                    8
 * n-4  CRC32C of everything from t on       4
 * </pre>
 */
final class SnapshotFile {
    private static final int MAGIC = 0x45564C53;
    private static final int FORMAT = 1;
    private static final int HEAD = 8;

    /** Where the table begins, and the CRC32C of table and that. */
    private static final int FOOT = Long.BYTES + Integer.BYTES;

    /** More than any table of names takes; a damaged number must not fill the heap. */
    private static final int TABLE_LIMIT_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private SnapshotFile() {}

    /** Writes all of it and forces it. */
    static void write(FileChannel file, Anchor anchor, List<Section> sections) throws IOException {
        write(file, ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(FORMAT).flip());
        Map<String, Place> places = new LinkedHashMap<>();
        for (Section section : sections) {
            places.put(section.name(), write(file, section));
            FailPoint.SNAPSHOT.pass();
        }
        byte[] table = table(anchor, places);
        ByteBuffer foot = ByteBuffer.allocate(table.length + FOOT);
        foot.put(table).putLong(file.position());
        foot.putInt(crc(foot.duplicate().flip())).flip();
        write(file, foot);
        file.force(true);
    }

    private static Place write(FileChannel file, Section section) throws IOException {
        long offset = file.position();
        CRC32C crc = new CRC32C();
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                new CheckedOutputStream(Channels.newOutputStream(file), crc),
                                BUFFER_BYTES));
        section.contents().writeTo(out);
        out.flush();
        return new Place(section.version(), offset, file.position() - offset, (int) crc.getValue());
    }

    private static byte[] table(Anchor anchor, Map<String, Place> places) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(anchor.position().value());
        out.writeUTF(anchor.hash());
        out.writeInt(places.size());
        for (Map.Entry<String, Place> each : places.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeInt(each.getValue().version());
            out.writeLong(each.getValue().length());
            out.writeInt(each.getValue().crc());
        }
        return bytes.toByteArray();
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /**
     * Reads what is in the file and checks every byte of it; 5 GB/s from memory.
     *
     * @throws IOException also when it is damaged
     */
    static Snapshot read(FileChannel file) throws IOException {
        long end = file.size() - FOOT;
        ByteBuffer head = read(file, 0, HEAD);
        long at = end < HEAD ? 0 : read(file, end, Long.BYTES).getLong();
        if (head.getInt() != MAGIC
                || head.getInt() != FORMAT
                || at < HEAD
                || at > end
                || end - at > TABLE_LIMIT_BYTES) {
            throw new IOException("this is no whole snapshot of format " + FORMAT);
        }
        ByteBuffer table = read(file, at, Math.toIntExact(end + FOOT - at));
        int crc = table.getInt(table.limit() - Integer.BYTES);
        if (crc != crc(table.limit(table.limit() - Integer.BYTES))) {
            throw new IOException("the table of the snapshot is damaged");
        }
        Snapshot snapshot = parse(file, table.rewind());
        check(snapshot, at);
        return snapshot;
    }

    private static Snapshot parse(FileChannel file, ByteBuffer table) throws IOException {
        byte[] bytes = new byte[table.remaining()];
        table.get(bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Anchor anchor = new Anchor(new Position(in.readLong()), in.readUTF());
        Map<String, Place> places = new LinkedHashMap<>();
        long offset = HEAD;
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            Place place = new Place(in.readInt(), offset, in.readLong(), in.readInt());
            places.put(name, place);
            offset += place.length();
        }
        return new Snapshot(file, anchor, places);
    }

    private static void check(Snapshot snapshot, long end) throws IOException {
        long covered = HEAD;
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (Map.Entry<String, Place> each : snapshot.sections().entrySet()) {
            covered += each.getValue().length();
            if (crc(snapshot.file(), each.getValue(), buffer) != each.getValue().crc()) {
                throw new IOException("section " + each.getKey() + " of the snapshot is damaged");
            }
        }
        if (covered != end) {
            throw new IOException("the snapshot holds bytes of no section");
        }
    }

    private static int crc(FileChannel file, Place place, ByteBuffer buffer) throws IOException {
        CRC32C crc = new CRC32C();
        long end = place.offset() + place.length();
        for (long at = place.offset(); at < end; at += buffer.limit()) {
            fill(file, at, buffer.clear().limit((int) Math.min(buffer.capacity(), end - at)));
            crc.update(buffer);
        }
        return (int) crc.getValue();
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        fill(file, offset, bytes);
        return bytes;
    }

    private static void fill(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("the snapshot ends too early");
            }
        }
        bytes.flip();
    }
}
