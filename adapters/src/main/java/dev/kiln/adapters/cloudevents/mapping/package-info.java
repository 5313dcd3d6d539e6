/** What AWS would have given the handler for the event: SQS, S3, EventBridge and the others. */
@NullMarked
package dev.kiln.adapters.cloudevents.mapping;

import org.jspecify.annotations.NullMarked;
