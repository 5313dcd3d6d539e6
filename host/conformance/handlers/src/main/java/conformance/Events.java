package conformance;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2ProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2ProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.amazonaws.services.lambda.runtime.events.ActiveMQEvent;
import com.amazonaws.services.lambda.runtime.events.AppSyncLambdaAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.AppSyncLambdaAuthorizerResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.amazonaws.services.lambda.runtime.events.CloudFrontEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchCompositeAlarmEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchMetricAlarmEvent;
import com.amazonaws.services.lambda.runtime.events.CodeCommitEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolCreateAuthChallengeEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolCustomMessageEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolDefineAuthChallengeEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolMigrateUserEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPostAuthenticationEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPostConfirmationEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreAuthenticationEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreSignUpEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreTokenGenerationEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreTokenGenerationEventV2;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolVerifyAuthChallengeResponseEvent;
import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ConnectEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.IoTButtonEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsFirehoseInputPreprocessingEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsOutputDeliveryEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsOutputDeliveryResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsStreamsInputPreprocessingEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.LambdaDestinationEvent;
import com.amazonaws.services.lambda.runtime.events.LexEvent;
import com.amazonaws.services.lambda.runtime.events.MSKFirehoseEvent;
import com.amazonaws.services.lambda.runtime.events.MSKFirehoseResponse;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3BatchEvent;
import com.amazonaws.services.lambda.runtime.events.S3BatchEventV2;
import com.amazonaws.services.lambda.runtime.events.S3BatchResponse;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.S3ObjectLambdaEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.SecretsManagerRotationEvent;
import com.amazonaws.services.lambda.runtime.events.SimpleIAMPolicyResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;

/** One handler for each event class of aws-lambda-java-events, named after it. */
public final class Events {
    private Events() {}

    public static class OfAPIGatewayCustomAuthorizerEvent
            extends Echo<APIGatewayCustomAuthorizerEvent> {}

    public static class OfAPIGatewayProxyRequestEvent extends Echo<APIGatewayProxyRequestEvent> {}

    public static class OfAPIGatewayProxyResponseEvent extends Echo<APIGatewayProxyResponseEvent> {}

    public static class OfAPIGatewayV2CustomAuthorizerEvent
            extends Echo<APIGatewayV2CustomAuthorizerEvent> {}

    public static class OfAPIGatewayV2HTTPEvent extends Echo<APIGatewayV2HTTPEvent> {}

    public static class OfAPIGatewayV2HTTPResponse extends Echo<APIGatewayV2HTTPResponse> {}

    public static class OfAPIGatewayV2ProxyRequestEvent
            extends Echo<APIGatewayV2ProxyRequestEvent> {}

    public static class OfAPIGatewayV2ProxyResponseEvent
            extends Echo<APIGatewayV2ProxyResponseEvent> {}

    public static class OfAPIGatewayV2WebSocketEvent extends Echo<APIGatewayV2WebSocketEvent> {}

    public static class OfAPIGatewayV2WebSocketResponse
            extends Echo<APIGatewayV2WebSocketResponse> {}

    public static class OfActiveMQEvent extends Echo<ActiveMQEvent> {}

    public static class OfAppSyncLambdaAuthorizerEvent extends Echo<AppSyncLambdaAuthorizerEvent> {}

    public static class OfAppSyncLambdaAuthorizerResponse
            extends Echo<AppSyncLambdaAuthorizerResponse> {}

    public static class OfApplicationLoadBalancerRequestEvent
            extends Echo<ApplicationLoadBalancerRequestEvent> {}

    public static class OfApplicationLoadBalancerResponseEvent
            extends Echo<ApplicationLoadBalancerResponseEvent> {}

    public static class OfCloudFormationCustomResourceEvent
            extends Echo<CloudFormationCustomResourceEvent> {}

    public static class OfCloudFrontEvent extends Echo<CloudFrontEvent> {}

    public static class OfCloudWatchCompositeAlarmEvent
            extends Echo<CloudWatchCompositeAlarmEvent> {}

    public static class OfCloudWatchLogsEvent extends Echo<CloudWatchLogsEvent> {}

    public static class OfCloudWatchMetricAlarmEvent extends Echo<CloudWatchMetricAlarmEvent> {}

    public static class OfCodeCommitEvent extends Echo<CodeCommitEvent> {}

    public static class OfCognitoEvent extends Echo<CognitoEvent> {}

    public static class OfCognitoUserPoolCreateAuthChallengeEvent
            extends Echo<CognitoUserPoolCreateAuthChallengeEvent> {}

    public static class OfCognitoUserPoolCustomMessageEvent
            extends Echo<CognitoUserPoolCustomMessageEvent> {}

    public static class OfCognitoUserPoolDefineAuthChallengeEvent
            extends Echo<CognitoUserPoolDefineAuthChallengeEvent> {}

    public static class OfCognitoUserPoolEvent extends Echo<CognitoUserPoolEvent> {}

    public static class OfCognitoUserPoolMigrateUserEvent
            extends Echo<CognitoUserPoolMigrateUserEvent> {}

    public static class OfCognitoUserPoolPostAuthenticationEvent
            extends Echo<CognitoUserPoolPostAuthenticationEvent> {}

    public static class OfCognitoUserPoolPostConfirmationEvent
            extends Echo<CognitoUserPoolPostConfirmationEvent> {}

    public static class OfCognitoUserPoolPreAuthenticationEvent
            extends Echo<CognitoUserPoolPreAuthenticationEvent> {}

    public static class OfCognitoUserPoolPreSignUpEvent
            extends Echo<CognitoUserPoolPreSignUpEvent> {}

    public static class OfCognitoUserPoolPreTokenGenerationEvent
            extends Echo<CognitoUserPoolPreTokenGenerationEvent> {}

    public static class OfCognitoUserPoolPreTokenGenerationEventV2
            extends Echo<CognitoUserPoolPreTokenGenerationEventV2> {}

    public static class OfCognitoUserPoolVerifyAuthChallengeResponseEvent
            extends Echo<CognitoUserPoolVerifyAuthChallengeResponseEvent> {}

    public static class OfConfigEvent extends Echo<ConfigEvent> {}

    public static class OfConnectEvent extends Echo<ConnectEvent> {}

    public static class OfDynamodbEvent extends Echo<DynamodbEvent> {}

    public static class OfDynamodbTimeWindowEvent extends Echo<DynamodbTimeWindowEvent> {}

    public static class OfIamPolicyResponse extends Echo<IamPolicyResponse> {}

    public static class OfIamPolicyResponseV1 extends Echo<IamPolicyResponseV1> {}

    public static class OfIoTButtonEvent extends Echo<IoTButtonEvent> {}

    public static class OfKafkaEvent extends Echo<KafkaEvent> {}

    public static class OfKinesisAnalyticsFirehoseInputPreprocessingEvent
            extends Echo<KinesisAnalyticsFirehoseInputPreprocessingEvent> {}

    public static class OfKinesisAnalyticsInputPreprocessingResponse
            extends Echo<KinesisAnalyticsInputPreprocessingResponse> {}

    public static class OfKinesisAnalyticsOutputDeliveryEvent
            extends Echo<KinesisAnalyticsOutputDeliveryEvent> {}

    public static class OfKinesisAnalyticsOutputDeliveryResponse
            extends Echo<KinesisAnalyticsOutputDeliveryResponse> {}

    public static class OfKinesisAnalyticsStreamsInputPreprocessingEvent
            extends Echo<KinesisAnalyticsStreamsInputPreprocessingEvent> {}

    public static class OfKinesisEvent extends Echo<KinesisEvent> {}

    public static class OfKinesisFirehoseEvent extends Echo<KinesisFirehoseEvent> {}

    public static class OfKinesisTimeWindowEvent extends Echo<KinesisTimeWindowEvent> {}

    public static class OfLambdaDestinationEvent extends Echo<LambdaDestinationEvent> {}

    public static class OfLexEvent extends Echo<LexEvent> {}

    public static class OfMSKFirehoseEvent extends Echo<MSKFirehoseEvent> {}

    public static class OfMSKFirehoseResponse extends Echo<MSKFirehoseResponse> {}

    public static class OfRabbitMQEvent extends Echo<RabbitMQEvent> {}

    public static class OfS3BatchEvent extends Echo<S3BatchEvent> {}

    public static class OfS3BatchEventV2 extends Echo<S3BatchEventV2> {}

    public static class OfS3BatchResponse extends Echo<S3BatchResponse> {}

    public static class OfS3Event extends Echo<S3Event> {}

    public static class OfS3ObjectLambdaEvent extends Echo<S3ObjectLambdaEvent> {}

    public static class OfSNSEvent extends Echo<SNSEvent> {}

    public static class OfSQSBatchResponse extends Echo<SQSBatchResponse> {}

    public static class OfSQSEvent extends Echo<SQSEvent> {}

    public static class OfScheduledEvent extends Echo<ScheduledEvent> {}

    public static class OfSecretsManagerRotationEvent extends Echo<SecretsManagerRotationEvent> {}

    public static class OfSimpleIAMPolicyResponse extends Echo<SimpleIAMPolicyResponse> {}

    public static class OfStreamsEventResponse extends Echo<StreamsEventResponse> {}

    public static class OfTimeWindowEventResponse extends Echo<TimeWindowEventResponse> {}

    public static class OfS3EventNotification extends Echo<S3EventNotification> {}
}
