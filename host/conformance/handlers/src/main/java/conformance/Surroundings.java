package conformance;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;

/** What an invocation says besides its event. */
public class Surroundings implements RequestHandler<String, List<String>> {
    @Override
    public List<String> handleRequest(String input, Context context) {
        List<String> seen = new ArrayList<>();
        seen.add(input);
        seen.add(context.getAwsRequestId());
        seen.add(context.getInvokedFunctionArn());
        seen.add(
                context.getFunctionName()
                        + context.getFunctionVersion()
                        + context.getMemoryLimitInMB());
        seen.add(context.getLogGroupName() + context.getLogStreamName());
        seen.add(context.getTenantId());
        seen.add(context.getXrayTraceId());
        seen.add(System.getProperty("com.amazonaws.xray.traceHeader"));
        seen.add(System.getenv("CONFORMANCE_MARK"));
        seen.add(
                Thread.currentThread().getName()
                        + Thread.currentThread()
                                .getContextClassLoader()
                                .equals(getClass().getClassLoader()));
        if (context.getIdentity() != null) {
            seen.add(context.getIdentity().getIdentityId());
            seen.add(context.getIdentity().getIdentityPoolId());
        }
        if (context.getClientContext() != null) {
            add(context.getClientContext(), seen);
        }
        return seen;
    }

    private static void add(ClientContext context, List<String> seen) {
        seen.add(String.valueOf(context.getCustom()));
        seen.add(String.valueOf(context.getEnvironment()));
        if (context.getClient() != null) {
            seen.add(context.getClient().getInstallationId());
            seen.add(context.getClient().getAppTitle());
            seen.add(context.getClient().getAppVersionName());
            seen.add(context.getClient().getAppVersionCode());
            seen.add(context.getClient().getAppPackageName());
        }
    }
}
