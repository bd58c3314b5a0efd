using Moderation.ServiceDefaults;

namespace Moderation.Intake.Mail;

public static class MailSetup
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.AddOptions<MailOptions>("Mail");
        builder.Services.AddSingleton<SmtpSender>();
    }
}
