using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>The configuration section <c>Webhooks</c>, checked.</summary>
/// <param name="Endpoints">Who is told.</param>
/// <param name="Schedule"><c>Webhooks:Schedule:N</c>, the wait before attempt N, replaces the standard one.</param>
/// <param name="Timeout"><c>Webhooks:Timeout</c>, how long a site may take to answer: 15 s unless told otherwise.</param>
/// <param name="KeepDeliveries"><c>Webhooks:KeepDeliveries</c>, how long finished deliveries and their attempts are kept: 90 days unless told otherwise.</param>
internal sealed record WebhooksOptions(
    IReadOnlyList<WebhookEndpoint> Endpoints,
    RetrySchedule Schedule,
    TimeSpan Timeout,
    TimeSpan KeepDeliveries
);

/// <summary>Tells sites of approvals and retractions, by Standard Webhooks 1.0.0.</summary>
public static class WebhooksSetup
{
    /// <summary>Before <c>AddBus</c>: the endpoints must be in the table when the first decision comes.</summary>
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection("Webhooks");
        var options = new WebhooksOptions(
            WebhookEndpoint.Read(builder.Configuration, builder.Environment),
            section.GetSection("Schedule").Get<TimeSpan[]>() is { Length: > 0 } waits
                ? new RetrySchedule(waits)
                : RetrySchedule.Standard,
            section.GetValue("Timeout", TimeSpan.FromSeconds(15)),
            section.GetValue("KeepDeliveries", TimeSpan.FromDays(90))
        );
        if (options.KeepDeliveries <= TimeSpan.Zero)
            throw new InvalidOperationException(
                "Webhooks:KeepDeliveries must be longer than nothing, such as 90.00:00:00 for 90 days."
            );
        foreach (var endpoint in options.Endpoints)
        {
            builder
                .Services.AddHttpClient(endpoint.ClientName)
                .RemoveAllLoggers()
                .ConfigurePrimaryHttpMessageHandler(() => AddressGuard.Outbound(endpoint.AllowPrivateAddresses))
                .AddTimeoutAndCircuitBreaker(options.Timeout);
        }
        // The sender itself says when an endpoint fails and when it is back; Polly would add a stack trace for every probe.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<WebhookClient>();
        builder.Services.AddHostedService<WebhookSender>();
        builder.Services.AddHostedService<DeliveryRetention>();
        builder.Services.AddHealthChecks().AddCheck<EndpointsCheck>("webhooks");
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
