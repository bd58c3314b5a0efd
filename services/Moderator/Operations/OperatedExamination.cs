using System.Net;
using System.Runtime.CompilerServices;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Operations;

/// <summary>Whether another service answers the console, and takes its key.</summary>
/// <param name="name">The service's, and the section of the configuration.</param>
/// <param name="service">Where it is.</param>
/// <param name="path">That it answers to a read, behind <c>/operation/</c>.</param>
/// <param name="clients">Ask it.</param>
public sealed class OperatedExamination(string name, OperatedService service, string path, IHttpClientFactory clients)
    : IExamination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Part => name.ToLowerInvariant();

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return service.IsConfigured ? await AskAsync(cancellationToken) : NotConfigured();
    }

    private async Task<Diagnosis> AskAsync(CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(nameof(OperatedExamination));
        http.Timeout = Patience;
        using var request = service.Request(HttpMethod.Get, path);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => Bad(
                    "không nhận khóa của bảng điều khiển",
                    "does not take the console's key",
                    $"đặt {name}:Key bằng Operation:Key của {name}",
                    $"set {name}:Key to {name}'s Operation:Key"
                ),
                HttpStatusCode.OK => Diagnosis.Good(Part, "trả lời và nhận khóa", "answers, and takes the key"),
                var status => Bad($"trả lời {(int)status}", $"answers {(int)status}", "xem nhật ký của nó", "read its log"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return Bad(
                $"không trả lời ({exception.Message})",
                $"does not answer ({exception.Message})",
                $"khởi động nó, hoặc sửa {name}:Url",
                $"start it, or mend {name}:Url"
            );
        }
    }

    private Diagnosis NotConfigured() =>
        new(
            Part,
            Verdict.Doubtful,
            new Words("bảng điều khiển chưa được nối với nó", "the console is not connected to it"),
            new Words($"đặt {name}:Url và {name}:Key", $"set {name}:Url and {name}:Key")
        );

    private Diagnosis Bad(string vi, string en, string remedyVi, string remedyEn) =>
        new(Part, Verdict.Bad, new Words(vi, en), new Words(remedyVi, remedyEn));
}
