package dev.everlog.eventlog.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question. Immutable.
 *
 * @param sql one SELECT over {@code events}
 * @param parameters for {@code ?} and {@code $1}: null, Boolean, Long, Double, BigDecimal or String
 * @param skip rows of the result to leave out
 * @param take rows to answer after them, at most
 */
public record SqlQuery(String sql, List<@Nullable Object> parameters, int skip, int take) {
    public SqlQuery {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
        if (skip < 0 || take < 1 || take > SqlLimits.ROWS) {
            throw new IllegalArgumentException(
                    "rows must be 1.." + SqlLimits.ROWS + ", was " + take);
        }
        for (Object parameter : parameters) {
            if (!(parameter == null
                    || parameter instanceof Boolean
                    || parameter instanceof Long
                    || parameter instanceof Double
                    || parameter instanceof BigDecimal
                    || parameter instanceof String)) {
                throw new IllegalArgumentException("no parameter can be a " + parameter.getClass());
            }
        }
    }
}
