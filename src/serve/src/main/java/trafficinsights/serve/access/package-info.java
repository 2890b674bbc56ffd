/// Who may see what: users, passwords, sessions, tokens, hosts, and the record of accesses.
@NullMarked
package trafficinsights.serve.access;

import org.jspecify.annotations.NullMarked;
