using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Moderation.ServiceDefaults;

/// <summary>Each path has one owner of its retries; these are the pipelines for the two that belong to Polly.</summary>
public static class Resilience
{
    /// <summary>For start-up: tries every second, without end, until the part that the service needs is there.</summary>
    public static ResiliencePipeline UntilItWorks(string part, ILogger log) =>
        new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = int.MaxValue,
                    Delay = TimeSpan.FromSeconds(1),
                    OnRetry = attempt =>
                    {
                        log.LogWarning(
                            "{Part} does not answer yet ({Reason}); trying again",
                            part,
                            attempt.Outcome.Exception?.Message
                        );
                        return default;
                    },
                }
            )
            .Build();

    /// <summary>
    /// For outbound HTTP: a time-out for each request, and a circuit that opens for 15 s when half of at least 8 requests in 30 s
    /// failed. No retry: the caller's table or its user owns that.
    /// </summary>
    public static IHttpClientBuilder AddTimeoutAndCircuitBreaker(this IHttpClientBuilder client, TimeSpan timeout)
    {
        client.AddResilienceHandler("outbound", pipeline => pipeline
                .AddCircuitBreaker(
                    new HttpCircuitBreakerStrategyOptions
                    {
                        FailureRatio = 0.5,
                        MinimumThroughput = 8,
                        SamplingDuration = TimeSpan.FromSeconds(30),
                        BreakDuration = TimeSpan.FromSeconds(15),
                    }
                )
                .AddTimeout(timeout));
        return client;
    }
}
