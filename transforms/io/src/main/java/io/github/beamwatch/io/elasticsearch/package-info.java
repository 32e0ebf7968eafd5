/** Results as documents of Elasticsearch or OpenSearch. */
@NullMarked
package io.github.beamwatch.io.elasticsearch;

import org.jspecify.annotations.NullMarked;
