using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Moderation.Intake.Mail;

/// <summary>What became of something on its way to a reader.</summary>
public abstract record Sent
{
    private Sent() { }

    /// <summary>Whoever is next has it.</summary>
    public sealed record Accepted : Sent;

    /// <summary>There is no such reader: no other attempt will do better.</summary>
    /// <param name="Reason">Without anything personal, for the log.</param>
    public sealed record Refused(string Reason) : Sent;

    /// <summary>It was not taken this time.</summary>
    /// <param name="Reason">As <see cref="Refused"/>.</param>
    public sealed record Failed(string Reason) : Sent;
}

/// <summary>Hands letters to the mail server, each over a connection of its own.</summary>
public sealed class SmtpSender(MailOptions options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What the server says is told by its number alone: its words may hold the reader's address.</summary>
    public async Task<Sent> SendAsync(Letter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        using var timeout = new CancellationTokenSource(Patience, time);
        using var message = MessageOf(letter);
        using var client = new SmtpClient { CheckCertificateRevocation = false, LocalDomain = DomainOf(options) };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, GuardOf(options.Security), timeout.Token);
            if (options.User.Length > 0)
                await client.AuthenticateAsync(options.User, options.Password, timeout.Token);
            // Domains stay as the DNS knows them: who delivers the letter in the end may know nothing else.
            client.Capabilities &= ~SmtpCapabilities.UTF8;
            await client.SendAsync(message, timeout.Token);
        }
        catch (SmtpCommandException refused)
        {
            var answer = $"{(int)refused.StatusCode}";
            return refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500
                ? new Sent.Refused($"the mail server knows no such address: {answer}")
                : new Sent.Failed($"the mail server answers {answer}");
        }
        catch (AuthenticationException)
        {
            return new Sent.Failed("the mail server refuses Mail:User or Mail:Password");
        }
        catch (SslHandshakeException)
        {
            return new Sent.Failed("the mail server has no certificate that is trusted here");
        }
        catch (OperationCanceledException)
        {
            return new Sent.Failed("the mail server does not answer in time");
        }
        catch (Exception fault) when (fault is SocketException or IOException or SmtpProtocolException or NotSupportedException)
        {
            return new Sent.Failed($"the mail server cannot be reached: {fault.GetType().Name}");
        }
        await GoodbyeAsync(client);
        return new Sent.Accepted();
    }

    /// <summary>The letter has been taken: what happens from here on does not count.</summary>
    private async Task GoodbyeAsync(SmtpClient client)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        try
        {
            await client.DisconnectAsync(quit: true, timeout.Token);
        }
        catch (Exception fault)
            when (fault is SocketException or IOException or SmtpProtocolException or OperationCanceledException)
        {
        }
    }

    private MimeMessage MessageOf(Letter letter)
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress(options.FromName, EmailAddress.Parse(options.From)!.Value));
        message.To.Add(new MailboxAddress("", letter.To.Value));
        message.Subject = letter.Subject;
        message.Date = time.GetUtcNow();
        message.MessageId = $"{letter.Id:n}@{DomainOf(options)}";
        // RFC 8058: mail programs show a button of their own, which posts there.
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{letter.Unsubscribe.AbsoluteUri}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        // RFC 3834: nobody's holiday answers this.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new BodyBuilder { TextBody = letter.PlainText, HtmlBody = letter.HtmlText }.ToMessageBody();
        return message;
    }

    private static string DomainOf(MailOptions options) => EmailAddress.Parse(options.From)!.Domain;

    private static SecureSocketOptions GuardOf(MailSecurity security) =>
        security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
}
