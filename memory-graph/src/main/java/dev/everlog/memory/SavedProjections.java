package dev.everlog.memory;

import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.custom.Candidate;
import dev.everlog.memory.custom.Groups;
import dev.everlog.memory.custom.Policy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Projections in a snapshot: definitions in order, and for each that is built its candidates, as JSON. */
final class SavedProjections {
    private record Saved(Projections.Version version, @Nullable Groups groups) {}

    private SavedProjections() {}

    static Snapshots.Contents of(List<Projections.Version> versions) {
        List<Saved> now = versions.stream().map(SavedProjections::frozen).toList();
        return out -> {
            out.writeInt(now.size());
            for (Saved each : now) {
                out.writeLong(each.version.position());
                out.writeLong(each.version.number());
                SavedText.write(out, each.version.data());
                out.writeBoolean(each.groups != null);
                if (each.groups != null) {
                    write(each.groups, out);
                }
            }
        };
    }

    private static Saved frozen(Projections.Version version) {
        Groups built = version.built();
        return new Saved(version, built == null ? null : built.copy());
    }

    private static void write(Groups groups, DataOutputStream out) throws IOException {
        try {
            groups.visit(
                    new Groups.Visitor() {
                        @Override
                        public void candidate(
                                String subject,
                                int field,
                                long position,
                                JsonNode value,
                                double confidence) {
                            put(out, position, subject, value.toString());
                            number(out, field, confidence);
                        }

                        @Override
                        public void fault(Groups.Fault fault) {
                            put(out, fault.position(), null, fault.field());
                            text(
                                    out,
                                    fault.policy() == null ? null : fault.policy().name(),
                                    fault.found());
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.writeLong(0); // the end: there is no such position
    }

    private static void put(DataOutputStream out, long position, @Nullable String a, String b) {
        try {
            out.writeLong(position);
            SavedText.write(out, a);
            SavedText.write(out, b);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void number(DataOutputStream out, int field, double confidence) {
        try {
            out.writeInt(field);
            out.writeDouble(confidence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void text(DataOutputStream out, @Nullable String a, String b) {
        try {
            SavedText.write(out, a);
            SavedText.write(out, b);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Projections.Version> read(DataInputStream saved) throws IOException {
        List<Projections.Version> versions = new ArrayList<>();
        for (int left = saved.readInt(); left > 0; left--) {
            Projections.Version version =
                    new Projections.Version(
                            saved.readLong(), saved.readLong(), SavedText.read(saved));
            if (saved.readBoolean()) {
                version.built(groups(version, saved));
            }
            versions.add(version);
        }
        return versions;
    }

    private static Groups groups(Projections.Version version, DataInputStream saved)
            throws IOException {
        Groups groups = new Groups(version.definition().fields());
        for (long position = saved.readLong(); position > 0; position = saved.readLong()) {
            String subject = SavedText.orNull(saved);
            String text = SavedText.read(saved);
            if (subject == null) {
                String policy = SavedText.orNull(saved);
                groups.add(
                        new Groups.Fault(
                                position,
                                text,
                                policy == null ? null : Policy.valueOf(policy),
                                SavedText.read(saved)));
            } else {
                int field = saved.readInt();
                JsonNode value = Json.MAPPER.readTree(text);
                groups.add(subject, field, new Candidate(position, value, saved.readDouble()));
            }
        }
        return groups;
    }

    static void digest(Groups groups, Canonical out) {
        groups.visit(
                new Groups.Visitor() {
                    @Override
                    public void candidate(
                            String subject,
                            int field,
                            long position,
                            JsonNode value,
                            double confidence) {
                        out.add(subject);
                        out.add(field);
                        out.add(position);
                        out.add(value.toString());
                        out.add(confidence);
                    }

                    @Override
                    public void fault(Groups.Fault fault) {
                        out.add(fault.toString());
                    }
                });
    }
}
