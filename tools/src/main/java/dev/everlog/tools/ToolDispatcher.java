package dev.everlog.tools;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The one way in for every protocol: check, decode, run, render. Thread-safe. */
public final class ToolDispatcher {
    private static final String DAMAGED =
            "WARNING: the log is damaged and this answer knows only what is before the damage: ";

    private final ToolCatalog catalog;
    private final Rankings rankings = new Rankings();
    private final Conversations conversations = new Conversations();
    private final TokensServed served;

    public ToolDispatcher(ToolCatalog catalog) {
        this(catalog, new TokensServed());
    }

    private ToolDispatcher(ToolCatalog catalog, TokensServed served) {
        this.catalog = catalog;
        this.served = served;
    }

    /** One beside this, in the same process. */
    public ToolDispatcher beside(ToolCatalog other) {
        return new ToolDispatcher(other, served);
    }

    /**
     * Runs a tool. Never throws for what a caller or the world can do wrong, and never for a bug in a tool: that answers
     * code INTERNAL with an id, and the details under this id go to the log on stderr.
     *
     * @param tool an unknown name answers code UNKNOWN_TOOL
     */
    public ToolResult call(String tool, ObjectNode arguments, Session session) {
        var result = answered(tool, arguments, session);
        served.add(result.text());
        return result;
    }

    private ToolResult answered(String tool, ObjectNode arguments, Session session) {
        try {
            var type = catalog.type(tool);
            Texts.check(arguments);
            var checked = Arguments.checked(type, arguments);
            var current = session.in(conversations.of(session.id()));
            var call = Call.of(tool, checked, current, rankings, served);
            var answer = decoded(type, checked).run(call);
            if (answer instanceof SessionBegun begun) {
                conversations.enter(session.id(), begun.session());
            }
            call.note(answer);
            return result(answer, Format.wantedBy(checked), damage(session));
        } catch (RuntimeException | StackOverflowError e) {
            var failure = Failures.of(e);
            return warned(failure.text(), true, structured(failure), Format.TEXT, damage(session));
        }
    }

    private static ToolResult result(Answer answer, Format format, @Nullable String damage) {
        return warned(answer.text(), false, structured(answer), format, damage);
    }

    /** On a damaged log "nothing is known" would be a lie: every answer says that it tells only a part. */
    private static ToolResult warned(
            String lines,
            boolean isError,
            ObjectNode structured,
            Format format,
            @Nullable String damage) {
        if (damage != null) {
            structured.put("damage", damage);
        }
        String warned = damage == null ? lines : lines + "\n" + DAMAGED + damage;
        return new ToolResult(format.text(structured, warned), isError, structured);
    }

    private static @Nullable String damage(Session session) {
        try {
            return session.recall().get().memory().damage();
        } catch (RuntimeException e) {
            return null; // the memory cannot be opened, and the answer says why
        }
    }

    private static ObjectNode structured(Answer answer) {
        return Json.MAPPER.valueToTree(answer);
    }

    private static Tool<?> decoded(ToolType type, ObjectNode checked) {
        try {
            return (Tool<?>) Json.MAPPER.treeToValue(grouped(type, checked), type.record());
        } catch (JacksonException e) {
            throw e.getCause() instanceof IllegalArgumentException meaning
                    ? Arguments.invalid(type, where(e) + meaning.getMessage())
                    : Arguments.invalid(type, where(e) + "has a value that is out of range");
        }
    }

    private static ObjectNode grouped(ToolType type, ObjectNode checked) {
        var grouped = checked.deepCopy();
        type.groups()
                .forEach((group, names) -> {
                    var members = Json.MAPPER.createObjectNode();
                    names.stream()
                            .filter(grouped::has)
                            .forEach(name -> members.set(name, grouped.remove(name)));
                    grouped.set(group, members);
                });
        return grouped;
    }

    /** The last name on the path to the value, since groups are not the caller's business. */
    private static String where(JacksonException e) {
        var path = e.getPath();
        String name = path.isEmpty() ? null : path.getLast().getPropertyName();
        return name == null ? "" : name + ": ";
    }
}
