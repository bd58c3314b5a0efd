using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace Moderation.Classifier.Learning;

/// <summary>People's decisions, as Moderator hands them out. Nothing of them is kept.</summary>
internal sealed class DecisionClient(HttpClient http, ModeratorOptions moderator)
{
    /// <param name="most">The newest so many.</param>
    /// <param name="since">Made after this moment alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LearningRefusedException">Moderator is not configured, or does not hand them out.</exception>
    public async IAsyncEnumerable<DecidedComment> ReadAsync(
        int most,
        DateTimeOffset? since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var response = await AskAsync(most, since, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(body);
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (DecidedComment.Parse(line, ++number) is { } decided)
                yield return decided;
        }
    }

    private async Task<HttpResponseMessage> AskAsync(int most, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (!moderator.IsConfigured)
            throw Away();
        var path = string.Create(CultureInfo.InvariantCulture, $"training/decisions?most={most}");
        if (since is { } moment)
            path += "&since=" + Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture));
        using var request = moderator.Request(HttpMethod.Get, path);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                return response;
            response.Dispose();
            throw Away();
        }
        catch (HttpRequestException)
        {
            throw Away();
        }
    }

    private static LearningRefusedException Away() =>
        new(LearningFaults.DecisionsAway, LearningFaults.WordsOf(LearningFaults.DecisionsAway));
}
