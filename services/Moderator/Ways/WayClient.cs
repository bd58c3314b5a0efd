using System.Net;
using Moderation.Moderator.Erasures;
using Moderation.Moderator.Operations;
using Moderation.Moderator.Webhooks;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Ways;

/// <param name="Way">Null when there is none, or nobody said.</param>
/// <param name="IsSilent">The service is not known, or did not say.</param>
public sealed record AskedWay(Way? Way, bool IsSilent);

/// <summary>Asks Intake and Publisher where a comment has been. One that is away delays and hides nothing of the other.</summary>
internal sealed class WayClient(
    HttpClient http,
    IntakeOptions intake,
    PublisherOptions publisher,
    ILogger<WayClient> log
)
{
    public Task<AskedWay> OfIntakeAsync(AskedComment asked, CancellationToken cancellationToken) =>
        AskAsync("Intake", intake, HttpMethod.Post, "ways", new { commentId = asked.Id, token = asked.Token }, cancellationToken);

    public Task<AskedWay> OfPublisherAsync(Guid id, CancellationToken cancellationToken) =>
        AskAsync("Publisher", publisher, HttpMethod.Get, $"ways/{id}", null, cancellationToken);

    private async Task<AskedWay> AskAsync(
        string name,
        OperatedService service,
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        if (!service.IsConfigured)
            return new(null, IsSilent: true);
        using var request = service.Request(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return new(null, IsSilent: false);
            response.EnsureSuccessStatusCode();
            return new(await response.Content.ReadFromJsonAsync<Way>(cancellationToken), IsSilent: false);
        }
        catch (Exception exception) when (exception.IsSilence(cancellationToken))
        {
            log.LogWarning("{Service} was asked where a comment is and did not say ({Reason})", name, exception.Message);
            return new(null, IsSilent: true);
        }
    }
}
