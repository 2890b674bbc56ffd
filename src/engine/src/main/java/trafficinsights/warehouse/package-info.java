/// The warehouse in SQL Server. The only user of mssql-jdbc, HikariCP and Flyway.
@NullMarked
package trafficinsights.warehouse;

import org.jspecify.annotations.NullMarked;
