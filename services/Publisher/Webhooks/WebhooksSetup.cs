using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>Tells sites of approvals and retractions, by Standard Webhooks 1.0.0.</summary>
public static class WebhooksSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<WebhooksOptions>("Webhooks");
        foreach (var (name, allowsPrivate) in new[] { (WebhookClient.Outside, false), (WebhookClient.Inside, true) })
        {
            builder
                .Services.AddHttpClient(name)
                .RemoveAllLoggers()
                .ConfigurePrimaryHttpMessageHandler(() => AddressGuard.Outbound(allowsPrivate))
                .AddTimeoutAndCircuitBreaker(
                    options.Timeout,
                    request => request.Options.TryGetValue(WebhookClient.EndpointName, out var endpoint) ? endpoint : ""
                );
        }
        // The sender itself says when an endpoint fails and when it is back; Polly would add a stack trace for every probe.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        builder.Services.AddSingleton(options.Schedule.Length > 0 ? new RetrySchedule(options.Schedule) : RetrySchedule.Standard);
        builder.AddOperation();
        builder.Services.AddSingleton<ReceiptStore>();
        builder.Services.AddSingleton<DeliveryLog>();
        builder.Services.AddSingleton<DeliveryBacklogs>();
        builder.Services.AddSingleton<IBacklogs>(services => services.GetRequiredService<DeliveryBacklogs>());
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<EndpointStore>();
        builder.Services.AddSingleton<KnownEndpoints>();
        builder.Services.AddSingleton<WebhookClient>();
        builder.Services.AddHostedService<EndpointRegistration>();
        builder.Services.AddHostedService<WebhookSender>();
        builder.AddRetention<DeliveryRetention>();
        builder.Services.AddHostedService<DeliveryReadings>();
        builder.Services.AddHealthChecks().AddCheck<EndpointsCheck>("webhooks");
    }

    /// <summary>
    /// The endpoints are in their table before the first decision comes, which would otherwise be recorded without a delivery.
    /// </summary>
    private sealed class EndpointRegistration(
        WebhooksOptions options,
        DeliveryStore store,
        EndpointStore made,
        KnownEndpoints known,
        ILogger<EndpointRegistration> log
    ) : BeforeStart
    {
        public override async Task RunAsync(CancellationToken cancellationToken)
        {
            await store.RegisterAsync(options.Endpoints, cancellationToken);
            await known.ReadAsync(cancellationToken);
            if (!known.CanMake && await made.ReadAsync(cancellationToken) is { Count: > 0 } silent)
                log.LogError("{Count} webhook endpoints of the console are told nothing: Webhooks:Key is missing", silent.Count);
        }
    }

    /// <summary>A site that gets nothing any more is for people to see to; the service itself is well.</summary>
    private sealed class EndpointsCheck(DeliveryStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            var disabled = await store.DisabledAsync(cancellationToken);
            return disabled.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("disabled: " + string.Join(", ", disabled.Select(e => $"{e.Key} ({e.Value})")));
        }
    }
}
