using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>What came of asking once.</summary>
internal sealed record Answer<T>(T? Said, Silence? Silence)
    where T : class;

/// <summary>Asks the copies of services for their reports.</summary>
internal sealed class StationClient(HttpClient http)
{
    /// <summary>More than any report has.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>
    /// Every address behind a name is a copy; of one that has two kinds of them, those of IPv4. None when the name is not known.
    /// </summary>
    public static async Task<IReadOnlyList<Uri>> CopiesAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var all = await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellationToken);
            var former = all.Where(ip => ip.AddressFamily == AddressFamily.InterNetwork).ToList();
            var found = former.Count > 0 ? former : [.. all];
            return
            [
                .. found
                    .Distinct()
                    .Select(ip => new UriBuilder(address) { Host = ip.ToString() }.Uri)
                    .OrderBy(copy => copy.Host, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return [];
        }
    }

    /// <param name="copy">Its own address.</param>
    /// <param name="host">The name by which it is known, for TLS.</param>
    /// <param name="cancellationToken">The service stops, or it took too long.</param>
    public async Task<Answer<StationReport>> ReportAsync(Uri copy, string host, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(copy, "station"));
        request.Headers.Host = host;
        return await http.AnswerAsync<StationReport>(request, cancellationToken);
    }

    /// <summary>What it keeps for a time.</summary>
    /// <param name="copy">Its own address.</param>
    /// <param name="host">The name by which it is known, for TLS.</param>
    /// <param name="cancellationToken">The service stops, or it took too long.</param>
    public async Task<Answer<RetentionReport[]>> RetentionAsync(Uri copy, string host, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(copy, "retention"));
        request.Headers.Host = host;
        return await http.AnswerAsync<RetentionReport[]>(request, cancellationToken);
    }

    /// <summary>What its doctor finds, also when that is bad.</summary>
    /// <param name="copy">Its own address.</param>
    /// <param name="host">The name by which it is known, for TLS.</param>
    /// <param name="cancellationToken">The service stops, or it took too long.</param>
    public async Task<Answer<ExaminedPart[]>> ExamineAsync(Uri copy, string host, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(copy, "doctor"));
        request.Headers.Host = host;
        return await http.AnswerAsync<ExaminedPart[]>(request, cancellationToken, HttpStatusCode.ServiceUnavailable);
    }
}

internal static class Asking
{
    /// <summary>Whatever goes wrong is part of the answer.</summary>
    /// <param name="http">Asks.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">It took too long.</param>
    /// <param name="also">Comes with an answer as well, as success does.</param>
    public static async Task<Answer<T>> AnswerAsync<T>(
        this HttpClient http,
        HttpRequestMessage request,
        CancellationToken cancellationToken,
        HttpStatusCode also = HttpStatusCode.OK
    )
        where T : class
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return (response.IsSuccessStatusCode || response.StatusCode == also)
                && await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken) is { } said
                ? new(said, null)
                : new(null, Silence.Refused);
        }
        catch (OperationCanceledException)
        {
            return new(null, Silence.Slow);
        }
        catch (HttpRequestException exception)
        {
            return new(
                null,
                exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded ? Silence.Refused : Silence.Unreachable
            );
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return new(null, Silence.Refused);
        }
    }
}
