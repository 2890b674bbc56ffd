/// What exploring data gives and takes: columns, filters, pages, summaries. No database in it.
@NullMarked
package trafficinsights.model.explore;

import org.jspecify.annotations.NullMarked;
