/** Results as rows of ClickHouse. */
@NullMarked
package io.github.beamwatch.io.clickhouse;

import org.jspecify.annotations.NullMarked;
