/// The server: requests, streams of events, limits, the page's files.
@NullMarked
package trafficinsights.serve.http;

import org.jspecify.annotations.NullMarked;
