package dev.kiln.runtime.bridge;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import java.util.Map;

/** The mobile SDKs' client context; AWS's reader fills the fields by their names in the JSON. */
@SuppressWarnings({
    "NullAway",
    "UnusedVariable"
}) // filled by reflection, null where the JSON has nothing
final class LambdaClientContext implements ClientContext {

    private LambdaClient client;
    private Map<String, String> custom;
    private Map<String, String> env;

    @Override
    public Client getClient() {
        return client;
    }

    @Override
    public Map<String, String> getCustom() {
        return custom;
    }

    @Override
    public Map<String, String> getEnvironment() {
        return env;
    }

    /** The calling application. */
    @SuppressWarnings({"NullAway", "MemberName", "UnusedVariable"}) // the JSON's names
    static final class LambdaClient implements Client {

        private String installation_id;
        private String app_title;
        private String app_version_name;
        private String app_version_code;
        private String app_package_name;

        @Override
        public String getInstallationId() {
            return installation_id;
        }

        @Override
        public String getAppTitle() {
            return app_title;
        }

        @Override
        public String getAppVersionName() {
            return app_version_name;
        }

        @Override
        public String getAppVersionCode() {
            return app_version_code;
        }

        @Override
        public String getAppPackageName() {
            return app_package_name;
        }
    }
}
