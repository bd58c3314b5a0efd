using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary>
/// The certificates behind every <c>https</c> address of the configuration, and of the broker: whether they are valid for the
/// name, and for how long.
/// </summary>
public sealed class CertificateExamination(IConfiguration configuration, TimeProvider time, BrokerAddress? broker = null)
    : IExamination
{
    /// <summary>When somebody should see to it that it is renewed.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    public string Part => "certificate";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (host, port) in Addresses())
            yield return await ExamineAsync(host, port, Policy, cancellationToken);
        if (broker is { IsEncrypted: true })
            foreach (var (host, port) in broker.Nodes)
                yield return await ExamineAsync(host, port, broker.Verify, cancellationToken);
    }

    private static bool Policy(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None;

    private IEnumerable<(string Host, int Port)> Addresses() =>
        configuration
            .AsEnumerable()
            .Select(setting => Uri.TryCreate(setting.Value, UriKind.Absolute, out var address) ? address : null)
            .OfType<Uri>()
            .Where(address => address.Scheme == "https")
            .Select(address => (address.IdnHost, address.Port))
            .Distinct();

    private async Task<Diagnosis> ExamineAsync(
        string host,
        int port,
        RemoteCertificateValidationCallback verify,
        CancellationToken cancellationToken
    )
    {
        X509Certificate2? certificate = null;
        var errors = SslPolicyErrors.None;
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(host, port, cancellationToken);
            await using var stream = new SslStream(socket.GetStream(), leaveInnerStreamOpen: true);
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    RemoteCertificateValidationCallback = (sender, shown, chain, policy) =>
                    {
                        certificate = shown is null ? null : new X509Certificate2(shown);
                        errors = policy;
                        if (!verify(sender, shown, chain, policy))
                            return false;
                        errors = SslPolicyErrors.None;
                        return true;
                    },
                },
                cancellationToken
            );
        }
        catch (AuthenticationException) when (errors != SslPolicyErrors.None)
        {
            // What is wrong with the certificate is the diagnosis.
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException)
        {
            return new Diagnosis(
                Part,
                Verdict.Doubtful,
                new Words(
                    $"{host}:{port} không trả lời ({exception.Message})",
                    $"{host}:{port} does not answer ({exception.Message})"
                ),
                new Words("xem địa chỉ và tường lửa", "look at the address and the firewall")
            );
        }
        using (certificate)
            return Judge($"{host}:{port}", certificate?.NotAfter.ToUniversalTime(), errors, time.GetUtcNow());
    }

    /// <param name="name">Whose it is.</param>
    /// <param name="until">Its end, UTC; null when none was shown.</param>
    /// <param name="errors">What is wrong with it for that name.</param>
    /// <param name="now">The present instant.</param>
    public static Diagnosis Judge(string name, DateTime? until, SslPolicyErrors errors, DateTimeOffset now)
    {
        var days = until is { } end ? (int)Math.Floor((end - now.UtcDateTime).TotalDays) : 0;
        if (errors != SslPolicyErrors.None || days < 0)
            return new Diagnosis(
                "certificate",
                Verdict.Bad,
                new Words(
                    $"{name}: chứng chỉ không hợp lệ ({errors}, còn {days} ngày)",
                    $"{name}: not valid ({errors}, {days} days left)"
                ),
                new Words("thay chứng chỉ, hoặc tin CA đã ký nó", "exchange it, or trust the authority that signed it")
            );
        var found = new Words($"{name}: chứng chỉ còn {days} ngày", $"{name}: valid for {days} days more");
        return days < Notice.TotalDays
            ? new Diagnosis("certificate", Verdict.Doubtful, found, new Words("gia hạn chứng chỉ", "renew the certificate"))
            : new Diagnosis("certificate", Verdict.Good, found);
    }
}
