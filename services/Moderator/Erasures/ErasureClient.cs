using System.Text.Json;
using Moderation.Moderator.Webhooks;
using Polly;

namespace Moderation.Moderator.Erasures;

/// <summary>
/// Asks Intake which erasures there are, and Publisher what is left of them. No text of a comment is in what they say.
/// </summary>
public sealed class ErasureClient(
    HttpClient http,
    IntakeOptions intake,
    PublisherOptions publisher,
    ILogger<ErasureClient> log
)
{
    private const string KeyHeader = "X-Operation-Key";

    public bool IsConfigured => intake.Url is not null && !string.IsNullOrEmpty(intake.Key);

    /// <param name="query">With its question mark.</param>
    /// <param name="cancellationToken">The operator left.</param>
    /// <returns>Null when Intake does not say.</returns>
    public async Task<ErasureList?> ListAsync(string query, CancellationToken cancellationToken) =>
        await AskAsync<ErasureList>("Intake", new Uri(intake.Url!, "operation/erasures" + query), intake.Key!, cancellationToken);

    /// <returns>Null when Publisher does not say.</returns>
    public async Task<IReadOnlyList<Receipt>?> ReceiptsAsync(IEnumerable<Guid> comments, CancellationToken cancellationToken)
    {
        if (publisher.Url is null || string.IsNullOrEmpty(publisher.Key))
            return null;
        var address = new Uri(publisher.Url, "operation/receipts?comments=" + string.Join(',', comments));
        return await AskAsync<IReadOnlyList<Receipt>>("Publisher", address, publisher.Key, cancellationToken);
    }

    private async Task<TAnswer?> AskAsync<TAnswer>(string service, Uri address, string key, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(KeyHeader, key);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<TAnswer>(cancellationToken);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or ExecutionRejectedException or JsonException
                || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            log.LogWarning("{Service} was asked about erasures and did not say ({Reason})", service, exception.Message);
            return null;
        }
    }
}
