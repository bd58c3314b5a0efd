using Moderation.Moderator.Operations;
using Moderation.Moderator.Webhooks;
using Moderation.ServiceDefaults;

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
    public bool IsConfigured => intake.IsConfigured;

    /// <param name="query">With its question mark.</param>
    /// <param name="cancellationToken">The operator left.</param>
    /// <returns>Null when Intake does not say.</returns>
    public async Task<ErasureList?> ListAsync(string query, CancellationToken cancellationToken) =>
        await AskAsync<ErasureList>("Intake", intake, "erasures" + query, cancellationToken);

    /// <returns>Null when Publisher does not say.</returns>
    public async Task<IReadOnlyList<Receipt>?> ReceiptsAsync(IEnumerable<Guid> comments, CancellationToken cancellationToken) =>
        publisher.IsConfigured
            ? await AskAsync<IReadOnlyList<Receipt>>(
                "Publisher",
                publisher,
                "receipts?comments=" + string.Join(',', comments),
                cancellationToken
            )
            : null;

    private async Task<TAnswer?> AskAsync<TAnswer>(
        string name,
        OperatedService service,
        string path,
        CancellationToken cancellationToken
    )
        where TAnswer : class
    {
        using var request = service.Request(HttpMethod.Get, path);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<TAnswer>(cancellationToken);
        }
        catch (Exception exception) when (exception.IsSilence(cancellationToken))
        {
            log.LogWarning("{Service} was asked about erasures and did not say ({Reason})", name, exception.Message);
            return null;
        }
    }
}
