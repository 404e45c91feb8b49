/// The log: the only truth, one total order of immutable events per tenant.
@NullMarked
package dev.everlog.eventlog;

import org.jspecify.annotations.NullMarked;
