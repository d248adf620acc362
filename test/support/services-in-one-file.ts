/** A class that finds and keeps what it is named after. */
export function serviceOf(name: string): string {
  return `export class ${name}Service {
  constructor(private readonly ${name.toLowerCase()}s: Repository<${name}>) {}

  async find${name}(id: string) {
    const ${name.toLowerCase()} = await this.${name.toLowerCase()}s.findOne({ where: { id } });
    if (!${name.toLowerCase()}) throw new Error('no ${name.toLowerCase()}');
    return ${name.toLowerCase()};
  }

  async keep${name}(${name.toLowerCase()}: ${name}) {
    await this.check${name}(${name.toLowerCase()});
    return this.${name.toLowerCase()}s.save(${name.toLowerCase()});
  }

  private async check${name}(${name.toLowerCase()}: ${name}) {
    if (${name.toLowerCase()}.id === '') throw new Error('an ${name.toLowerCase()} needs an id');
  }
}
`;
}

/** Five classes in one file, which are five modules as long as the file is large beside the others. */
const subjects = ['Invoice', 'Shipment', 'Article', 'Ticket', 'Coupon'];
export const servicesInOneFile = {
  'package.json': '{ "name": "services" }',
  'src/notes.js': '',
  'src/entities.ts': subjects
    .map((name) => `@Entity()\nexport class ${name} { @Column() ${name.toLowerCase()}Code: string; }\n`)
    .join("import { Column, Entity } from 'typeorm';\n"),
  'src/services.ts': subjects
    .map((name) => `import { ${name} } from './entities';\n${serviceOf(name)}`)
    .join("import { Repository } from 'typeorm';\n"),
  ...Object.fromEntries(
    subjects.map((name) => [
      `src/${name.toLowerCase()}.controller.ts`,
      `import { Controller, Get, Post } from '@nestjs/common';
import { ${name}Service } from './services';
@Controller('${name.toLowerCase()}s')
export class ${name}Controller {
  constructor(private readonly service: ${name}Service) {}
  @Get(':id') one(id: string) { return this.service.find${name}(id); }
  @Post() add(${name.toLowerCase()}) { return this.service.keep${name}(${name.toLowerCase()}); }
}
`,
    ]),
  ),
};
