package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.custom.Groups;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's own projections, all versions of each. The newest one is folded on; a version that another took the place of
 * keeps what it was, for reads as of then. What is not built yet is built by {@link Rebuilding}.
 */
final class Projections {
    /** Versions of a projection that stay built; older ones are built again when they are asked for. */
    private static final int KEPT = 4;

    /** Folds definitions, and the events that they ask for. */
    record Fold(Runnable wake) implements Projection<Projections> {
        @Override
        public String name() {
            return "projections";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Projections empty() {
            return new Projections();
        }

        @Override
        public void apply(Projections state, StoredEvent event) {
            if (MemoryEventCodec.concernsProjections(event.type()) && !event.isErased()) {
                state.define(new Version(event.position().value(), event.version(), event.data()));
                wake.run();
            }
            state.feed(event);
        }

        @Override
        public Snapshots.Contents save(Projections state) {
            return SavedProjections.of(state.all().toList());
        }

        @Override
        public Projections load(DataInputStream saved) throws IOException {
            Projections state = new Projections();
            SavedProjections.read(saved).forEach(state::define);
            wake.run();
            return state;
        }
    }

    /** One definition under a name. Thread-safe but for the groups, which are guarded by the lock of the views. */
    static final class Version {
        private final long position;
        private final long number;
        private final String data;
        private final MemoryEvent.ProjectionDefined said;
        private final Groups.@Nullable Fault unreadable;
        private volatile long until = Long.MAX_VALUE;
        private volatile @Nullable Groups built;
        private volatile boolean wanted = true;
        private volatile long reached;

        Version(long position, long number, String data) {
            this.position = position;
            this.number = number;
            this.data = data;
            MemoryEvent.ProjectionDefined read = null;
            Groups.Fault fault = null;
            try {
                read = Json.MAPPER.readValue(data, MemoryEvent.ProjectionDefined.class);
            } catch (RuntimeException e) { // of a newer release: only this one stands still
                fault = Groups.Fault.of(position, e);
            }
            this.said = read == null ? ProjectionDefinition.unreadable(data) : read;
            this.unreadable = fault;
        }

        /** Whether this is the end of the projection, until it is defined anew. */
        boolean isRemoval() {
            return said.definition() == null;
        }

        /** Why it can fold nothing, null if it can. */
        Groups.@Nullable Fault unreadable() {
            return unreadable;
        }

        ProjectionDefinition definition() {
            return Objects.requireNonNull(said.definition());
        }

        long position() {
            return position;
        }

        long number() {
            return number;
        }

        String data() {
            return data;
        }

        MemoryEvent.ProjectionDefined said() {
            return said;
        }

        /** The definition that took its place; events from there on do not matter. */
        long until() {
            return until;
        }

        /** Null while it is being built. */
        @Nullable Groups built() {
            return built;
        }

        void built(Groups groups) {
            built = groups;
        }

        /** How far building is. */
        long reached() {
            return reached;
        }

        void reached(long progress) {
            reached = progress;
        }

        /** Asks for it to be built, if it is not. */
        void want() {
            wanted = true;
        }

        private void release() {
            wanted = false;
            built = null;
        }
    }

    private final TreeMap<String, List<Version>> byName = new TreeMap<>();

    private void define(Version version) {
        List<Version> versions =
                byName.computeIfAbsent(version.said.name(), name -> new ArrayList<>());
        if (!versions.isEmpty()) {
            versions.getLast().until = version.position;
        }
        versions.add(version);
        if (versions.size() > KEPT) {
            versions.get(versions.size() - 1 - KEPT).release();
        }
    }

    private void feed(StoredEvent event) {
        newest().forEach(version -> {
            Groups groups = version.built;
            if (groups != null) {
                version.definition().fold(event, groups);
            }
        });
    }

    private Stream<Version> newest() {
        return byName.values().stream().map(List::getLast).filter(each -> !each.isRemoval());
    }

    private Stream<Version> all() {
        return byName.values().stream().flatMap(List::stream);
    }

    /** Something that waits to be built, null if nothing does. */
    @Nullable Version unbuilt() {
        return all().filter(each -> each.wanted && each.built == null && !each.isRemoval())
                .findFirst()
                .orElse(null);
    }

    /** Whether all that are folded on are built. */
    boolean isBuilt() {
        return newest().allMatch(each -> each.built != null);
    }

    /** Projections that there are now. */
    int size() {
        return (int) newest().count();
    }

    /** Names as of a position, in order of the alphabet. */
    List<String> names(long asOf) {
        return byName.keySet().stream().filter(name -> find(name, asOf) != null).toList();
    }

    /** The version in force as of a position, null if there is none. */
    @Nullable Version find(String name, long asOf) {
        return byName.getOrDefault(name, List.of()).reversed().stream()
                .filter(each -> each.position <= asOf)
                .findFirst()
                .filter(each -> !each.isRemoval())
                .orElse(null);
    }

    /** Of the definitions, and of what the newest ones have folded: these have to be built. */
    void digest(Canonical out) {
        out.add(byName.size());
        all().forEach(each -> {
            out.add(each.position);
            out.add(each.data);
        });
        newest().map(Version::built)
                .forEach(groups -> {
                    if (groups != null) {
                        SavedProjections.digest(groups, out);
                    }
                });
    }
}
