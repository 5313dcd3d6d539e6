package conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Logs what it got, field by field, and returns it. */
public abstract class Echo<T> implements RequestHandler<T, T> {
    @Override
    public T handleRequest(T input, Context context) {
        context.getLogger().log(Dump.of(input) + "\n");
        return input;
    }
}
