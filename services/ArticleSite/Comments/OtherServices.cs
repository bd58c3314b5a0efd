using System.Text.Json;
using Moderation.ServiceDefaults;
using Polly;

namespace Moderation.ArticleSite.Comments;

/// <summary>What clients of the other services have in common.</summary>
public static class OtherServices
{
    /// <summary>How long a page waits to learn what it can do without.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="services">Receives the client.</param>
    /// <param name="urlOf">The service's address, if it is known.</param>
    /// <param name="timeout">Of one request.</param>
    public static void AddClient<TClient>(
        this IServiceCollection services,
        Func<IServiceProvider, Uri?> urlOf,
        TimeSpan timeout
    )
        where TClient : class =>
        services
            .AddHttpClient<TClient>(
                (provider, http) =>
                {
                    if (urlOf(provider) is { } url)
                        http.BaseAddress = new Uri(url, "/");
                    // Bounds the answer's body, which the pipeline below does not wait for.
                    http.Timeout = timeout + TimeSpan.FromSeconds(2);
                    http.MaxResponseContentBufferSize = 64 * 1024;
                }
            )
            .AddTimeoutAndCircuitBreaker(timeout);

    /// <returns>Null when the service does not say it soon.</returns>
    public static async Task<TAnswer?> AskSoonAsync<TAnswer>(
        this HttpClient http,
        HttpRequestMessage request,
        TimeProvider time,
        JsonSerializerOptions json,
        CancellationToken cancellation
    )
        where TAnswer : class
    {
        using var soon = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, cancellation);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<TAnswer>(json, either.Token) : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or ExecutionRejectedException or JsonException
                || exception is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            return null;
        }
    }
}
