using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Moderation.ServiceDefaults;

/// <summary>Each path has one owner of its retries; these are the pipelines for the two that belong to Polly.</summary>
public static class Resilience
{
    /// <summary>For start-up: tries every second, without end, until the part that the service needs is there.</summary>
    /// <exception cref="StartException">Waiting will not mend it.</exception>
    public static ResiliencePipeline UntilItWorks(string part, ILogger log) =>
        new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = int.MaxValue,
                    Delay = TimeSpan.FromSeconds(1),
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(exception =>
                        exception is not (OperationCanceledException or StartException)
                    ),
                    OnRetry = attempt =>
                    {
                        log.LogWarning(
                            "{Part} does not answer yet ({Reason}); trying again",
                            part,
                            Causes.Describe(attempt.Outcome.Exception!)
                        );
                        return default;
                    },
                }
            )
            .Build();

    /// <summary>
    /// For reads, and for writes that may be repeated: a connection that the database's restart broke is not their fault. Tries
    /// again on new connections.
    /// </summary>
    /// <param name="database">Whose connections are left behind.</param>
    /// <param name="attempts">Takes some three seconds unless told otherwise; the caller may end it earlier.</param>
    public static ResiliencePipeline OverTheDatabasesRestart(NpgsqlDataSource database, int attempts = 5) =>
        new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = attempts,
                    Delay = TimeSpan.FromMilliseconds(200),
                    MaxDelay = TimeSpan.FromMilliseconds(800),
                    BackoffType = DelayBackoffType.Exponential,
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(IsDatabaseAway),
                    OnRetry = _ =>
                    {
                        database.Clear();
                        return default;
                    },
                }
            )
            .Build();

    /// <summary>
    /// Whether it is the database's absence, also inside of what a library made of it: of several servers none is the primary, or
    /// one has ceased to be.
    /// </summary>
    public static bool IsDatabaseAway(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Causes.Of(exception).OfType<NpgsqlException>().Any(cause =>
                cause is { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction }
                || cause.Message == Database.NoPrimary
            );
    }

    /// <summary>
    /// For outbound HTTP: a time-out for each request, and a circuit that opens for 15 s when half of at least 8 requests in 30 s
    /// failed. No retry: the caller's table or its user owns that.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="timeout">For each request.</param>
    /// <param name="circuitOf">Whose circuit a request belongs to; null when the client has one.</param>
    public static IHttpClientBuilder AddTimeoutAndCircuitBreaker(
        this IHttpClientBuilder client,
        TimeSpan timeout,
        Func<HttpRequestMessage, string>? circuitOf = null
    )
    {
        var handler = client.AddResilienceHandler("outbound", pipeline => pipeline
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
        if (circuitOf is not null)
            handler.SelectPipelineBy(_ => circuitOf);
        return client;
    }
}
