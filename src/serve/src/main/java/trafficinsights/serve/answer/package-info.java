/// Answers of the REST interface, before anybody asks for them over HTTP.
@NullMarked
package trafficinsights.serve.answer;

import org.jspecify.annotations.NullMarked;
